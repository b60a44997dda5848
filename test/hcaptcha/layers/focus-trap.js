import { createFocusTrap } from 'focus-trap'

document.getElementById('app').innerHTML =
  '<button type="button" id="open">Open</button><div id="layer" hidden><input><div id="widget"></div></div>'
const layer = document.getElementById('layer')
const trap = createFocusTrap(layer, {
  clickOutsideDeactivates: true,
  onDeactivate: () => {
    layer.hidden = true
  },
})
document.getElementById('open').addEventListener('click', () => {
  layer.hidden = false
  trap.activate()
})
window.hcaptcha.render('widget', { sitekey: window.sitekey, ...window.callbacks })
