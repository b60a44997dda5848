import * as Popover from '@radix-ui/react-popover'
import { createElement as h } from 'react'
import { show, Widget } from './place.js'

const content = h(Popover.Content, { id: 'layer' }, h(Widget))
show(
  h(
    Popover.Root,
    null,
    h(Popover.Trigger, { id: 'open' }, 'Open'),
    h(Popover.Portal, null, content),
  ),
)
