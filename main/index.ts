/**
 * The desktop app's entry. `npm start`.
 *
 * @module
 */
import { runShell } from './hosts/electron/run-shell.ts'

runShell()
