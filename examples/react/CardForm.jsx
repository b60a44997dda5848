import Captcha from '@hcaptcha/react-hcaptcha'
import { useState } from 'react'

/** A form that can be sent once the challenge is answered. It sends the token as h-captcha-response. */
export function CardForm({ captchaUrl, sitekey }) {
  const [token, setToken] = useState('')
  return (
    <form method="post">
      <p>
        <label>
          Email <input type="email" name="email" required />
        </label>
      </p>
      <Captcha
        apihost={captchaUrl}
        sentry={false}
        sitekey={sitekey}
        onVerify={setToken}
        onExpire={() => setToken('')}
      />
      <p>
        <button disabled={token === ''}>Send</button>
      </p>
    </form>
  )
}
