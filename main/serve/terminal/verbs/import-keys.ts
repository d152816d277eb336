/**
 * `signet import --move-keys` and `--restore-keys`: the texts.
 *
 * @module
 */
import type { KeysMoved, KeyView, MoveKeys, MoveKeysPreview } from '../../../actions/import/move-keys.ts'
import type { KeysRestored, RestoreKeys, RestoreKeysPreview } from '../../../actions/import/restore-keys.ts'
import { diffText } from '../diff-text.ts'
import { exitCodes } from '../exit-codes.ts'
import { printableJson } from '../printable-json.ts'
import { printable, type Style } from '../style.ts'
import type { VerbContext } from '../verb.ts'

export interface KeyActions {
  readonly moveKeys: MoveKeys
  readonly restoreKeys: RestoreKeys
}

interface KeyOptions {
  readonly only: readonly string[]
  readonly dryRun: boolean
  readonly isConfirmed: boolean
  readonly isOffline: boolean
  readonly json: boolean
}

export async function runMoveKeys(
  act: MoveKeys,
  { json, ...asked }: KeyOptions,
  { request, io, style, prompts }: VerbContext,
): Promise<number> {
  const { self: relay, env, cwd } = request
  const moved = await act({ ...asked, relay, env, cwd, signal: io.signal }, prompts, (preview) => {
    if (!json) io.out(movePreviewText(preview, style))
  })
  io.out(json ? `${printableJson(moved)}\n` : movedText(moved, style))
  return moved.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
}

export async function runRestoreKeys(
  act: RestoreKeys,
  { json, only, dryRun, isConfirmed }: KeyOptions,
  { request, io, style, prompts }: VerbContext,
): Promise<number> {
  const { env, cwd } = request
  const restored = await act({ only, dryRun, isConfirmed, env, cwd }, prompts, (preview) => {
    if (!json) io.out(restorePreviewText(preview, style))
  })
  io.out(json ? `${printableJson(restored)}\n` : restoredText(restored, style))
  return restored.outcome === 'declined' ? exitCodes.cancelled : exitCodes.ok
}

function movePreviewText({ found, diffs }: MoveKeysPreview, style: Style): string {
  return [
    ...found.map((key) => keyText(key, style)),
    ...diffs.map(({ path, diff }) => `Changes in ${printable(path)}:\n${diffText(diff, style)}`),
  ].join('')
}

function keyText(key: KeyView, style: Style): string {
  const { profile, accessKeyId, file, principalArn, mfaSerial, keyProfile, obstacle } = key
  const verdict =
    obstacle === null ? style.good('can be moved') : style.warn(`stays: it ${printable(obstacle)}`)
  return [
    `${style.bold(printable(profile))}  ${printable(accessKeyId)} in the ${file} file, ${verdict}\n`,
    principalArn === null ? '' : `  ${printable(principalArn)}\n`,
    mfaSerial === null ? '' : `  asks for codes of ${printable(mfaSerial)}\n`,
    keyProfile === profile || obstacle !== null
      ? ''
      : `  The profile is a role that uses this key: the key becomes profile ${printable(keyProfile)}\n`,
  ].join('')
}

function movedText({ outcome, profiles, backupPaths, sealedBackups }: KeysMoved, style: Style): string {
  if (outcome === 'nothing') return 'The AWS files have no long-term key that Signet can take.\n'
  if (outcome === 'dry-run') return 'Nothing was changed.\n'
  if (outcome === 'declined') return 'Cancelled. Nothing was changed.\n'
  return [
    ...profiles.map(
      (name) =>
        `${style.good('Moved')}: profile ${printable(name)} is served by Signet; its key is in the vault\n`,
    ),
    ...backupPaths.map((path) =>
      style.dim(`Before that${path.endsWith('.age') ? ', sealed' : ''}: ${printable(path)}\n`),
    ),
    sealedBackups === 0
      ? ''
      : `${sealedBackups} older backup${sealedBackups === 1 ? '' : 's'} held the keys too, and ${sealedBackups === 1 ? 'is' : 'are'} sealed now.\n`,
    style.dim('To go back: signet import --restore-keys\n'),
    'Other copies, in scripts, other machines or your own backups, still work. To be rid of them, rotate the key in IAM.\n',
  ].join('')
}

function restorePreviewText({ profiles, diffs }: RestoreKeysPreview, style: Style): string {
  return [
    ...profiles.map(
      ({ profile, accessKeyId, file }) =>
        `${style.bold(printable(profile))}  ${printable(accessKeyId)} goes back into the ${file} file\n`,
    ),
    ...diffs.map(({ path, diff }) => `Changes in ${printable(path)}:\n${diffText(diff, style)}`),
  ].join('')
}

function restoredText({ outcome, preview }: KeysRestored, style: Style): string {
  if (outcome === 'nothing') return 'The vault has no key of an IAM user.\n'
  if (outcome === 'dry-run') return 'Nothing was changed.\n'
  if (outcome === 'declined') return 'Cancelled. Nothing was changed.\n'
  return preview.profiles
    .map(({ profile }) => `${style.good('Restored')}: the key of profile ${printable(profile)}\n`)
    .join('')
}
