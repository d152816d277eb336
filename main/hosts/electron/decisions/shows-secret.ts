import type { WindowState } from '../../../../preload/contract/state.ts'

/** Whether the window shows a code, or asks for something that nobody else should see: then no screen shot takes it (D16). */
export function showsSecret({ tasks }: Pick<WindowState, 'tasks'>): boolean {
  return tasks.some(
    ({ outcome, step, question }) =>
      outcome === null &&
      (question?.isSecret === true || step?.kind === 'showing-code' || step?.userCode !== undefined),
  )
}
