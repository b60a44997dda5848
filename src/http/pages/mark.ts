/** Our mark as SVG: the initial of an incipit, as on the widget’s box, simple enough for 16 pixels. */
export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<rect width="32" height="32" rx="7" fill="#1d5a68"/>\
<path fill="#fff" d="M9 6h14v3q-4.5 0-4.5 4v6q0 4 4.5 4v3H9v-3q4.5 0 4.5-4v-6q0-4-4.5-4z"/></svg>`
