"""A form that Flask-WTF protects; what is set in the environment replaces its defaults."""

import os

from flask import Flask, render_template_string
from flask_wtf import FlaskForm, RecaptchaField
from wtforms import StringField

page = """<!doctype html><html lang="en"><title>A form</title>
<form method="post">{{ form.hidden_tag() }}{{ form.email }}{{ form.recaptcha }}<button>Send</button></form>
<p id="said">{{ said }}</p>"""


class Form(FlaskForm):
    email = StringField()
    recaptcha = RecaptchaField()


app = Flask(__name__)
app.config["SECRET_KEY"] = "for the tests"
app.config["WTF_CSRF_ENABLED"] = False
app.config["RECAPTCHA_PUBLIC_KEY"] = os.environ["SITEKEY"]
app.config["RECAPTCHA_PRIVATE_KEY"] = os.environ["SECRET"]
for name in ("RECAPTCHA_SCRIPT", "RECAPTCHA_VERIFY_SERVER"):
    app.config[name] = os.environ.get(name)


@app.route("/", methods=["GET", "POST"])
def show():
    form = Form()
    if form.validate_on_submit():
        return render_template_string(page, form=form, said="accepted")
    said = ", ".join(form.recaptcha.errors)
    return render_template_string(page, form=form, said=said), 422 if said else 200


app.run(host="127.0.0.1", port=0)
