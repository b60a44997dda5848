import { Popover, PopoverButton, PopoverPanel } from '@headlessui/react'
import { createElement as h } from 'react'
import { show, Widget } from './place.js'

const panel = h(PopoverPanel, { id: 'layer', focus: true }, h(Widget))
show(h(Popover, null, h(PopoverButton, { id: 'open' }, 'Open'), panel))
