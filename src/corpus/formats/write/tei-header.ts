import type { Source } from '../../../model/source.ts'
import { licenceUrl } from './licence-url.ts'
import { dayOf, type ExportSession } from './session.ts'
import { escapeAttribute, escapeXml } from './splice.ts'

/** The header of an edition: its title, rights, authors and program; `recording` is what it says of a recording. */
export function teiHeader(
  { order, nowMs }: ExportSession,
  source: Source,
  recording: readonly string[] = [],
): string {
  const { licence, credit, creditUrl, origin, iiif } = source
  const url = licenceUrl(licence)
  const target = url === null ? '' : ` target="${escapeAttribute(url)}"`
  const from = iiif?.id ?? creditUrl
  return [
    '<teiHeader>',
    `<fileDesc><titleStmt><title>${escapeXml(origin)}</title>`,
    '<respStmt xml:id="volunteers"><resp>transcription</resp><name>volunteers</name></respStmt>',
    `<respStmt xml:id="incipit"><resp>agreement of their readings</resp><name type="software">Incipit</name></respStmt>`,
    '<respStmt xml:id="machine"><resp>automatic transcription</resp><name>a machine, named by the archive</name></respStmt>',
    '</titleStmt>',
    `<publicationStmt><publisher>${escapeXml(credit)}</publisher><date when="${dayOf(nowMs)}"/>`,
    `<availability><licence${target}>${escapeXml(licence)}</licence></availability></publicationStmt>`,
    `<sourceDesc><bibl><title>${escapeXml(origin)}</title>`,
    `<publisher>${escapeXml(credit)}</publisher>`,
    ...(from === null ? [] : [`<ptr target="${escapeAttribute(from)}"/>`]),
    `${['</bibl>', ...recording].join('\n')}</sourceDesc></fileDesc>`,
    `<encodingDesc><appInfo><application ident="Incipit" version="${escapeAttribute(order.version)}">`,
    '<label>Incipit</label></application></appInfo></encodingDesc>',
    `<profileDesc><langUsage><language ident="${escapeAttribute(order.corpus.language)}"/></langUsage></profileDesc>`,
    '</teiHeader>',
  ].join('\n')
}
