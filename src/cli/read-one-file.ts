import type { CommandContext, Refusal } from './command.ts'

/** Reads a file that is named to a command; refused if it is a folder or too large. */
export async function readOneFile(
  command: CommandContext,
  path: string,
  { of, bytesMax }: { of: string; bytesMax: number },
): Promise<{ bytes: Uint8Array } | Refusal> {
  const folder = await command.openFolder(path)
  if ('refused' in folder) return folder
  try {
    const [file, ...others] = await folder.list()
    if (!file || others.length > 0 || file.obstacle)
      return { refused: `${path} is not a single file of ${of}.` }
    if (file.sizeBytes > bytesMax)
      return { refused: `${path} is larger than ${bytesMax / 1_000_000} MB.` }
    return { bytes: await folder.read(file.path) }
  } finally {
    await folder.close?.()
  }
}
