const markup = {
  dialog: '<dialog id="layer"><div id="widget"></div></dialog>',
  popover: '<div popover id="layer"><div id="widget"></div></div>',
  details: '<details id="layer"><summary>More</summary><div id="widget"></div></details>',
  label: '<label id="layer">Yes <input type="checkbox" id="tick"><div id="widget"></div></label>',
}[window.kind]
document.getElementById('app').innerHTML = `<button type="button" id="open">Open</button>${markup}`
const layer = document.getElementById('layer')
document.getElementById('open').addEventListener('click', () => {
  if (window.kind === 'dialog') layer.showModal()
  if (window.kind === 'popover') layer.showPopover()
  if (window.kind === 'details') layer.open = true
})
// As many pages do it: a press on the dialog itself is one beside its content.
layer.addEventListener('click', ({ target }) => {
  if (window.kind === 'dialog' && target === layer) layer.close()
})
window.hcaptcha.render('widget', { sitekey: window.sitekey, ...window.callbacks })
