import type { Page } from 'playwright-core'

/** How a visitor sees a page: what the system asks of pages, the size of the window, and the language. */
export type Look = {
  language?: string
  viewport?: { width: number; height: number }
} & NonNullable<Parameters<Page['emulateMedia']>[0]>

/** All looks that are judged; those at 400 % are what is left of a window of 1280 × 1024 pixels. */
export const looks: Readonly<Record<string, Look>> = {
  light: {},
  'with more contrast': { contrast: 'more' },
  'in forced colours': { forcedColors: 'active' },
  'with reduced motion': { reducedMotion: 'reduce' },
  'at 400 %': { viewport: { width: 320, height: 256 } },
  dark: { colorScheme: 'dark' },
  'in Arabic': { language: 'ar' },
  'in German at 320 pixels': { language: 'de', viewport: { width: 320, height: 640 } },
}

/** The language of a look. */
export const languageOf = ({ language = 'en' }: Look): string => language

/** Lets a page be seen in a look of its language. */
export async function setLook(page: Page, look: Look): Promise<void> {
  const { colorScheme, contrast, forcedColors, reducedMotion, viewport } = look
  await page.emulateMedia({
    colorScheme: colorScheme ?? 'light',
    contrast: contrast ?? 'no-preference',
    forcedColors: forcedColors ?? 'none',
    reducedMotion: reducedMotion ?? 'no-preference',
  })
  await page.setViewportSize(viewport ?? { width: 1280, height: 720 })
}
