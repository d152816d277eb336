/**
 * Puts the `signet` command where a person's terminals find it, with their consent.
 *
 * @module
 */
import { accessSync, constants, lstatSync, mkdirSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import { homedir } from 'node:os'
import { delimiter, dirname } from 'node:path'
import process from 'node:process'
import { dialog } from 'electron'
import { planCommand, type Standing } from './decisions/command-link.ts'
import type { ShellTexts } from './texts/english.ts'

/** @param target - The relay, at a path that lasts. */
export async function installCommand(target: string, { command }: ShellTexts): Promise<void> {
  const plan = planCommand({
    homeFolder: homedir(),
    path: (process.env.PATH ?? '').split(delimiter),
    ...{ target, standing: standingAt, isWritable },
  })
  const say = (message: string) => dialog.showMessageBox({ type: 'info', message, buttons: ['OK'] })
  if (plan.kind === 'there') return void (await say(command.isThere(plan.at)))
  if (plan.kind === 'taken') return void (await say(command.taken(plan.at)))
  const { response } = await dialog.showMessageBox({
    ...{ type: 'question', message: command.ask(plan.at), detail: command.detail(target) },
    ...{ buttons: [command.yes, command.no], defaultId: 1, cancelId: 1, noLink: true },
  })
  if (response !== 0) return
  try {
    mkdirSync(dirname(plan.at), { recursive: true })
    if (plan.replaces) rmSync(plan.at)
    symlinkSync(target, plan.at)
  } catch {
    return void (await say(command.failed(plan.at)))
  }
  const off = plan.isOnPath ? '' : `\n${command.offPath(dirname(plan.at))}`
  await say(`${command.done(plan.at)}${off}`)
}

function standingAt(path: string): Standing {
  const found = lstatSync(path, { throwIfNoEntry: false })
  if (found === undefined) return { kind: 'nothing' }
  return found.isSymbolicLink() ? { kind: 'link', target: readlinkSync(path) } : { kind: 'other' }
}

function isWritable(folder: string): boolean {
  try {
    accessSync(folder, constants.W_OK)
    return true
  } catch {
    return false
  }
}
