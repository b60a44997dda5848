import { classificationView } from './classification/view.ts'
import type { KindViews } from './kind.ts'
import { transcriptionView } from './transcription/view.ts'

/** Every kind of challenge that our scripts can show. To add one, add its folder and its view here. */
export const kindViews: KindViews = [transcriptionView, classificationView]
