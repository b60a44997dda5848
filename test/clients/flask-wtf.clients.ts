import { tryClient } from '../hcaptcha/client-table.ts'
import type { Listening } from '../hcaptcha/service.ts'
import { startForm, tryForm, tryOwnHost } from './form-site.ts'
import { setStage, type Site } from './stage.ts'

const stage = setStage(start)

function start({ sitekey, secret }: Listening, more: Record<string, string> = {}): Promise<Site> {
  return startForm({
    command: ['/usr/bin/python3', 'flask_site.py'],
    ready: /Running on (http:\S+)/,
    env: { SITEKEY: sitekey, SECRET: secret, ...more },
  })
}

tryClient('python3-flaskext.wtf', {
  ...tryForm(stage),

  'works at a host of ours, through its settings': () =>
    tryOwnHost(stage, ({ script, verify }) =>
      start(stage, { RECAPTCHA_SCRIPT: script, RECAPTCHA_VERIFY_SERVER: verify }),
    ),
})
