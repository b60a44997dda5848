import { tryClient } from '../hcaptcha/client-table.ts'
import { startForm, tryForm } from './form-site.ts'
import { serviceHost } from './names.ts'
import { setStage } from './stage.ts'

const stage = setStage(({ sitekey, secret }) =>
  startForm({
    command: ['/usr/bin/ruby', 'ruby_site.rb'],
    ready: /ready at (http:\S+)/,
    env: {
      SITEKEY: sitekey,
      SECRET: secret,
      SCRIPT: `https://${serviceHost}/1/api.js`,
      VERIFY: `https://${serviceHost}/siteverify`,
    },
  }),
)

tryClient('ruby-recaptcha', tryForm(stage))
