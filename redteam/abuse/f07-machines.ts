import type { Attack } from '../attack.ts'

/** An OCR engine reads what decides. Whoever has one measures it with the bench that is made for it. */
export const machines: Attack = {
  name: 'F7',
  title: 'let an OCR engine read the challenges',
  before:
    '--ocr reorders and never refuses: stock Tesseract read 84.7 / 76.7 / 26.0 / 80.0 / 6.0 / 73.3 % after it, and 87 % of the demonstration’s words',
  right: 'what machines read does not decide',
  run: async () => [
    {
      what: 'stock Tesseract on barcodes',
      measured: 'not measured: the red team’s pictures are no writing',
      holds: null,
    },
  ],
}
