import { tryClient } from '../hcaptcha/client-table.ts'
import { startForm, tryForm } from './form-site.ts'
import { setStage } from './stage.ts'

const stage = setStage(({ sitekey, secret }) =>
  startForm({
    command: ['/usr/bin/perl', 'perl_site.pl'],
    ready: /ready at (http:\S+)/,
    env: { SITEKEY: sitekey, SECRET: secret },
  }),
)

tryClient('libcaptcha-recaptcha-perl', tryForm(stage))
