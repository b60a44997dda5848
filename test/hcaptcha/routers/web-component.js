class CaptchaBox extends HTMLElement {
  connectedCallback() {
    if (!this.shadowRoot) this.attachShadow({ mode: 'open' }).innerHTML = '<div></div>'
    this.id = window.captcha.render(this.shadowRoot.firstChild, {
      sitekey: window.sitekey,
      ...window.callbacks,
    })
  }
  disconnectedCallback() {
    window.captcha.remove(this.id)
  }
}
customElements.define('captcha-box', CaptchaBox)

const pages = {
  '#': '<captcha-box></captcha-box><a href="#elsewhere">Elsewhere</a>',
  '#elsewhere': '<a href="#">The form</a>',
}
function show() {
  document.getElementById('app').innerHTML = pages[location.hash || '#'] ?? pages['#']
}
addEventListener('hashchange', show)
show()
