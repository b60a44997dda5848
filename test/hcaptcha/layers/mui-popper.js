import ClickAwayListener from '@mui/material/ClickAwayListener'
import Popover from '@mui/material/Popover'
import Popper from '@mui/material/Popper'
import { createElement as h, useState } from 'react'
import { show, Widget } from './place.js'

function Login() {
  const [anchor, setAnchor] = useState(null)
  const close = () => setAnchor(null)
  const content = h('div', { id: 'layer' }, h(Widget))
  return [
    h(
      'button',
      {
        key: 'open',
        id: 'open',
        type: 'button',
        onClick: (event) => setAnchor(event.currentTarget),
      },
      'Open',
    ),
    window.isPopover
      ? h(Popover, { key: 'layer', open: !!anchor, anchorEl: anchor, onClose: close }, content)
      : anchor &&
        h(
          ClickAwayListener,
          { key: 'layer', onClickAway: close },
          h(Popper, { open: true, anchorEl: anchor, placement: 'bottom-start' }, content),
        ),
  ]
}
show(h(Login))
