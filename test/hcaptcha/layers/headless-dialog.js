import { Dialog, DialogPanel } from '@headlessui/react'
import { createElement as h, useState } from 'react'
import { show, Widget } from './place.js'

function Login() {
  const [isOpen, setOpen] = useState(false)
  const panel = h(DialogPanel, { id: 'layer' }, h(Widget))
  return [
    h('button', { key: 'open', id: 'open', type: 'button', onClick: () => setOpen(true) }, 'Open'),
    h(Dialog, { key: 'dialog', open: isOpen, onClose: () => setOpen(false) }, panel),
  ]
}
show(h(Login))
