import { createApp, h } from 'vue'
import { createRouter, createWebHistory, RouterLink, RouterView } from 'vue-router'

const form = {
  mounted() {
    this.id = window.captcha.render(this.$refs.place, {
      sitekey: window.sitekey,
      ...window.callbacks,
    })
  },
  beforeUnmount() {
    window.captcha.remove(this.id)
  },
  render: () => [
    h('div', { ref: 'place' }),
    h(RouterLink, { to: '/elsewhere' }, () => 'Elsewhere'),
  ],
}
const elsewhere = { render: () => h(RouterLink, { to: '/' }, () => 'The form') }
const router = createRouter({
  history: createWebHistory(),
  routes: [
    { path: '/', component: form },
    { path: '/elsewhere', component: elsewhere },
  ],
})
createApp({ render: () => h(RouterView) })
  .use(router)
  .mount('#app')
