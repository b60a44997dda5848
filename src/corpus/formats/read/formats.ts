import { iiif } from '../../iiif/format.ts'
import { alto } from './alto.ts'
import { coco } from './coco.ts'
import { csv } from './csv.ts'
import { srt, vtt } from './cues.ts'
import type { ImportFormat } from './format.ts'
import { hocr } from './hocr.ts'
import { jsonLines } from './json-lines.ts'
import { mets } from './mets.ts'
import { pageXml } from './page.ts'
import { plainText } from './plain-text.ts'
import { teiSpeech } from './tei-speech.ts'

/** Every format that can be imported. The first one to detect a file takes it. */
export const importFormats: readonly ImportFormat[] = [
  hocr,
  alto,
  pageXml,
  mets,
  teiSpeech,
  jsonLines,
  coco,
  iiif,
  vtt,
  srt,
  csv,
  plainText,
]
