import { ElementRef, NgZone } from './angular.js'
import {
  NgHcaptchaComponent,
  NgHcaptchaInvisibleButtonDirective,
  NgHcaptchaService,
} from 'ng-hcaptcha'
import { recordCalls } from './record-calls.js'

const { sitekey, config } = window.bench
const settings = { siteKey: sitekey, ...config }
const zone = new NgZone()
const app = document.getElementById('app')

function listen(part) {
  for (const name of ['verify', 'expired', 'error']) part[name].subscribe(recordCalls(name))
}

// What Angular does for `<ng-hcaptcha [formControl]>`: the form writes its value before the script is there.
function addComponent() {
  const part = new NgHcaptchaComponent(settings, zone, 'browser')
  const element = document.createElement('div')
  element.className = 'h-captcha'
  app.append(element)
  part.captcha = new ElementRef(element)
  part.registerOnChange(recordCalls('change'))
  listen(part)
  part.writeValue(null)
  part.ngOnInit()
  return part
}

// What Angular does for `<button ngHcaptchaInvisibleButton (click)>`.
function addButton() {
  const button = document.createElement('button')
  button.type = 'button'
  button.textContent = 'Send it'
  app.append(button)
  const part = new NgHcaptchaInvisibleButtonDirective(
    new ElementRef(button),
    settings,
    zone,
    'browser',
  )
  button.addEventListener('click', (event) => part.onClick(event))
  listen(part)
  part.click.subscribe(({ hCaptchaToken }) => recordCalls('click')(hCaptchaToken))
  part.ngOnInit()
  return part
}

function verify() {
  service.verify().subscribe({
    next: recordCalls('next'),
    complete: recordCalls('complete'),
    error: recordCalls('error'),
  })
}

const service = new NgHcaptchaService(settings, zone)
window.client = { addComponent, addButton, verify }
