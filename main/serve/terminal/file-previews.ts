import type { FilePreview } from '../../actions/config/file-changes.ts'
import { diffText } from './diff-text.ts'
import { printable, type Style } from './style.ts'

/** What would change in each file. */
export function filePreviews(files: readonly FilePreview[], style: Style): string {
  return files
    .map(({ path, diff }) => `Changes in ${printable(path)}:\n${diffText(diff, style, 'first')}`)
    .join('')
}

/** How to go back, where there is a way. */
export function undoHint(backupPaths: readonly string[], style: Style): string {
  if (backupPaths.length === 0) return ''
  const both = backupPaths.length > 1 ? ', and signet config undo --credentials' : ''
  return style.dim(`To go back: signet config undo${both}\n`)
}
