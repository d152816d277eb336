import type { ChangeResultView } from '../../../../../preload/contract/console-access-views.ts'
import type { ConsoleAccessScene } from '../../../../fakes/console-access-scene.ts'
import { settle } from '../../../../fakes/fake-clock.ts'

/** Lets time pass until it is over. */
export async function passed(
  scene: ConsoleAccessScene,
  work: Promise<ChangeResultView>,
): Promise<ChangeResultView> {
  let isOver = false
  const over = () => {
    isOver = true
  }
  work.then(over, over)
  while (!isOver) {
    await settle()
    await scene.clock.advance(1_000)
  }
  return work
}
