import { Dropdown, Modal, Offcanvas } from 'bootstrap'

const markup = {
  modal:
    '<div class="modal" tabindex="-1"><div class="modal-dialog"><div class="modal-content" id="layer"><div id="widget"></div></div></div></div>',
  offcanvas:
    '<div class="offcanvas offcanvas-start" tabindex="-1" id="layer"><div id="widget"></div></div>',
  dropdown:
    '<div class="dropdown"><button type="button" id="toggle" data-bs-toggle="dropdown">Menu</button><div class="dropdown-menu" id="layer"><div id="widget"></div></div></div>',
}[window.kind]

document.getElementById('app').innerHTML = `<button type="button" id="open">Open</button>${markup}`
const layer =
  window.kind === 'modal'
    ? new Modal(document.querySelector('.modal'))
    : window.kind === 'offcanvas'
      ? new Offcanvas('#layer')
      : new Dropdown('#toggle', { autoClose: 'outside' })
document.getElementById('open').addEventListener('click', (event) => {
  event.stopPropagation()
  layer.show()
})
window.hcaptcha.render('widget', { sitekey: window.sitekey, ...window.callbacks })
