import Dialog from '@mui/material/Dialog'
import { createElement as h, useState } from 'react'
import { show, Widget } from './place.js'

function Login() {
  const [isOpen, setOpen] = useState(false)
  const content = h('div', { id: 'layer' }, h(Widget))
  return [
    h('button', { key: 'open', id: 'open', type: 'button', onClick: () => setOpen(true) }, 'Open'),
    h(Dialog, { key: 'dialog', open: isOpen, onClose: () => setOpen(false) }, content),
  ]
}
show(h(Login))
