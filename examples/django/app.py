import json
import os
import urllib.parse
import urllib.request

from django.conf import settings
from django.core.management import execute_from_command_line
from django.http import HttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

URL = os.environ["CAPTCHA_URL"]
SITEKEY = os.environ["CAPTCHA_SITEKEY"]
SECRET = os.environ["CAPTCHA_SECRET"]

PAGE = """<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Ask for a reading card</title>
<script src="{url}/1/api.js" async defer></script>
<form method="post">
  <p><label>Email <input type="email" name="email" required></label></p>
  <div class="h-captcha" data-sitekey="{sitekey}"></div>
  <p><button>Send</button></p>
</form>"""


def check_token(token):
    """Whether the service accepts the token; it accepts each once. OSError if it cannot be reached."""
    fields = {"secret": SECRET, "sitekey": SITEKEY, "response": token}
    body = urllib.parse.urlencode(fields).encode()
    with urllib.request.urlopen(f"{URL}/siteverify", body, timeout=5) as response:
        return json.load(response)["success"] is True


@csrf_exempt  # To keep this to one file without templates; a site of yours keeps Django's own token.
def show(request):
    if request.method != "POST":
        return HttpResponse(PAGE.format(url=URL, sitekey=SITEKEY))
    try:
        if check_token(request.POST.get("h-captcha-response", "")):
            return HttpResponse("Thank you.")
        return HttpResponse("Please answer the challenge again.", status=422)
    except OSError:
        sorry = "The challenge cannot be checked just now. Please try again later."
        return HttpResponse(sorry, status=503)


urlpatterns = [path("", show)]

if __name__ == "__main__":
    settings.configure(ROOT_URLCONF=__name__, ALLOWED_HOSTS=["*"], SECRET_KEY=SECRET)
    port = os.environ.get("PORT", "8000")
    execute_from_command_line(["app.py", "runserver", "--noreload", f"127.0.0.1:{port}"])
