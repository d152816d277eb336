import { join } from 'node:path'

/** The root of the project, or of the archive: the bundle of the shell stands in `dist/shell/`. */
export const appFolder = join(import.meta.dirname, '..', '..')
