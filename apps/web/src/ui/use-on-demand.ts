import { useState } from 'react'

/**
 * A menu or popover whose code comes when it is first wanted: most people open few of the many on a page. The first touch
 * fetches, the click opens.
 */
export function useOnDemand(fetch: () => Promise<unknown>) {
  const [isWanted, setIsWanted] = useState(false)
  return {
    isWanted,
    trigger: {
      'aria-haspopup': true,
      'aria-expanded': false,
      onPointerEnter: () => void fetch(),
      onFocus: () => void fetch(),
      onClick: () => setIsWanted(true),
    },
  } as const
}
