import { createElement as h, useEffect, useRef } from 'react'
import { createRoot } from 'react-dom/client'
import { createBrowserRouter, Link } from 'react-router'
import { RouterProvider } from 'react-router/dom'

function Form() {
  const container = useRef(null)
  useEffect(() => {
    const id = window.captcha.render(container.current, {
      sitekey: window.sitekey,
      ...window.callbacks,
    })
    return () => window.captcha.remove(id)
  }, [])
  return h('div', null, h('div', { ref: container }), h(Link, { to: '/elsewhere' }, 'Elsewhere'))
}

const elsewhere = h(Link, { to: '/' }, 'The form')
const router = createBrowserRouter([
  { path: '/', element: h(Form) },
  { path: '/elsewhere', element: elsewhere },
])
createRoot(document.getElementById('app')).render(h(RouterProvider, { router }))
