import { tryClient } from '../hcaptcha/client-table.ts'
import { startForm, tryForm } from './form-site.ts'
import { serviceHost } from './names.ts'
import { setStage } from './stage.ts'

const stage = setStage(({ sitekey, secret }) =>
  startForm({
    command: ['/usr/bin/python3', 'flask_site.py'],
    ready: /Running on (http:\S+)/,
    env: {
      SITEKEY: sitekey,
      SECRET: secret,
      RECAPTCHA_SCRIPT: `https://${serviceHost}/1/api.js`,
      RECAPTCHA_VERIFY_SERVER: `https://${serviceHost}/siteverify`,
    },
  }),
)

tryClient('python3-flaskext.wtf', tryForm(stage))
