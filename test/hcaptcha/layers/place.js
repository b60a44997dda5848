import { createElement, useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'

/** What React renders for the widget: a container that the script fills once it is in the page. */
export function Widget() {
  const container = useRef(null)
  useEffect(() => {
    window.hcaptcha.render(container.current, { sitekey: window.sitekey, ...window.callbacks })
  }, [])
  return createElement('div', { ref: container, id: 'widget' })
}

/** Renders a layer into the page. */
export function show(element) {
  createRoot(document.getElementById('app')).render(element)
}
