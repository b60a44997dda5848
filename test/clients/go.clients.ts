import { tryClient } from '../hcaptcha/client-table.ts'
import { startForm, tryForm } from './form-site.ts'
import { setStage } from './stage.ts'

const stage = setStage(({ sitekey, secret }) =>
  startForm({
    command: ['/usr/bin/go', 'run', 'go/main.go'],
    ready: /ready at (http:\S+)/,
    env: { SITEKEY: sitekey, SECRET: secret, GO111MODULE: 'off', GOPATH: '/usr/share/gocode' },
  }),
)

tryClient('golang-github-dpapathanasiou-go-recaptcha-dev', tryForm(stage))
