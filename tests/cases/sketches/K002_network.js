const words = fetch("https://example.com/words.txt").then((answer) => answer.text());
const live = new WebSocket("wss://example.com");
const old = new XMLHttpRequest();
fetch("data:,here"); // this one may stay
document.body.append(words, live, old);
