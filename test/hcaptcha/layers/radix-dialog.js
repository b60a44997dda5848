import * as Dialog from '@radix-ui/react-dialog'
import { createElement as h } from 'react'
import { show, Widget } from './place.js'

const content = h(
  Dialog.Content,
  { id: 'layer', 'aria-describedby': undefined },
  h(Dialog.Title, null, 'Log in'),
  h(Widget),
)
const portal = h(Dialog.Portal, null, h(Dialog.Overlay), content)
show(h(Dialog.Root, { modal: window.isModal }, h(Dialog.Trigger, { id: 'open' }, 'Open'), portal))
