// The parts of Angular and RxJS that the published code of ng-hcaptcha needs, as far as it needs them.
// The tests are of the client's own logic, not of Angular's.

export function InjectionToken(name) {
  this.name = name
}

export class EventEmitter {
  #listeners = []

  subscribe(listener) {
    this.#listeners.push(listener)
  }

  emit(value) {
    for (const listener of this.#listeners) listener(value)
  }
}

export class NgZone {
  run(task) {
    return task()
  }
}

export function ElementRef(nativeElement) {
  this.nativeElement = nativeElement
}

export class Observable {
  constructor(begin) {
    this.begin = begin
  }

  subscribe(next, error = () => {}) {
    const ends = { isOver: false }
    const observer = typeof next === 'function' ? { next, error } : next
    const notify = (name, value) => {
      if (!ends.isOver) observer[name]?.(value)
    }
    const end = (name, value) => {
      notify(name, value)
      ends.isOver = true
    }
    this.begin({
      next: (value) => notify('next', value),
      error: (cause) => end('error', cause),
      complete: () => end('complete'),
    })
    return { unsubscribe: () => (ends.isOver = true) }
  }
}

export const PLATFORM_ID = new InjectionToken('platform')
export const NG_VALUE_ACCESSOR = new InjectionToken('value accessor')
export const isPlatformBrowser = () => true
export const isPlatformServer = () => false
export const forwardRef = (read) => read

// Decorators and declarations that only Angular would read.
const leave = () => undefined
export const Component = leave
export const Directive = leave
export const HostListener = leave
export const Inject = leave
export const Injectable = leave
export const Input = leave
export const NgModule = leave
export const Output = leave
export const ViewChild = leave
export const ɵɵFactoryTarget = {}
export const ɵɵngDeclareClassMetadata = leave
export const ɵɵngDeclareComponent = leave
export const ɵɵngDeclareDirective = leave
export const ɵɵngDeclareFactory = leave
export const ɵɵngDeclareInjectable = leave
export const ɵɵngDeclareInjector = leave
export const ɵɵngDeclareNgModule = leave
