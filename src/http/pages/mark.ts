/** Our mark as SVG: the initial of an incipit, simple enough for 16 pixels. */
export const mark = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">\
<rect width="32" height="32" rx="7" fill="#1d5a68"/>\
<path fill="#fff" d="M9 6h14v3q-4 .5-4.2 3.5l-.2 1.5q1.9.6 1.9 2t-1.9 2l.2 1.5q.2 3 4.2 3.5v3H9v-3q4-.5 4.2-3.5l.2-1.5\
q-1.9-.6-1.9-2t1.9-2l-.2-1.5Q13 9.5 9 9z"/>\
<circle cx="6.5" cy="16" r="1.7" fill="#8ecbd8"/><circle cx="25.5" cy="16" r="1.7" fill="#8ecbd8"/></svg>`
