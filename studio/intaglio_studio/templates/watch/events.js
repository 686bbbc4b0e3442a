// The stream of events from the server. It comes back by itself when the server does.

const AGAIN = 500; // ms

/** Listen: `parts` has a function for each kind of event, `state` is told whether the server is there. */
export const listen = (parts, state) => {
  const source = new EventSource("/events");
  source.onopen = () => state(true);
  source.onerror = () => {
    state(false);
    if (source.readyState === EventSource.CLOSED) setTimeout(() => listen(parts, state), AGAIN); // else it retries
  };
  for (const [name, tell] of Object.entries(parts)) {
    source.addEventListener(name, ({ data }) => tell(JSON.parse(data)));
  }
};
