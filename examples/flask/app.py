import json
import os
import urllib.parse
import urllib.request

from flask import Flask, request

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


app = Flask(__name__)


@app.get("/")
def show():
    return PAGE.format(url=URL, sitekey=SITEKEY)


@app.post("/")
def receive():
    try:
        if check_token(request.form.get("h-captcha-response", "")):
            return "Thank you."
        return "Please answer the challenge again.", 422
    except OSError:
        return "The challenge cannot be checked just now. Please try again later.", 503


if __name__ == "__main__":
    app.run(host="127.0.0.1", port=int(os.environ.get("PORT", 8000)))
