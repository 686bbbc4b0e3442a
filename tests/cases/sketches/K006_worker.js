const worker = new Worker("worker.js");
const fine = new Worker(URL.createObjectURL(new Blob(["postMessage(1)"])));
document.body.append(worker, fine);
