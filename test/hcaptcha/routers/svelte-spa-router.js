import { mount } from 'svelte'
import Router from 'svelte-spa-router'
import Elsewhere from './Elsewhere.svelte'
import Form from './Form.svelte'

const routes = { '/': Form, '/elsewhere': Elsewhere }
mount(Router, { target: document.getElementById('app'), props: { routes } })
