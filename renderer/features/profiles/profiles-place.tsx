import { useAgentState, useTexts } from '../../app-context.tsx'

export function ProfilesPlace() {
  const { frame } = useTexts()
  const profiles = useAgentState((state) => state.profiles)
  return (
    <>
      <h1>{frame.places.profiles}</h1>
      <ul>
        {profiles.map(({ name }) => (
          <li key={name}>{name}</li>
        ))}
      </ul>
    </>
  )
}
