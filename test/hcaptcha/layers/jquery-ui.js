const { jQuery } = window

document.getElementById('app').innerHTML =
  '<button type="button" id="open">Open</button><div id="layer"><div id="widget"></div></div>'
jQuery('#layer').dialog({ modal: window.isModal, autoOpen: false })
jQuery('#open').on('click', () => jQuery('#layer').dialog('open'))
window.hcaptcha.render('widget', { sitekey: window.sitekey, ...window.callbacks })
