import type { BrowserContextOptions } from 'playwright-core'

/** How a visitor sees a page: the browser's settings, and the language. */
export type Look = BrowserContextOptions & { language?: string }

/** All looks that are judged. */
export const looks: Readonly<Record<string, Look>> = {
  light: {},
  dark: { colorScheme: 'dark' },
  'with more contrast': { contrast: 'more' },
  'in forced colours': { forcedColors: 'active' },
  'in Arabic': { language: 'ar' },
  'in German at 320 pixels': { viewport: { width: 320, height: 640 }, language: 'de' },
  'at 400 %': { viewport: { width: 320, height: 256 }, deviceScaleFactor: 4 },
  'with reduced motion': { reducedMotion: 'reduce' },
}
