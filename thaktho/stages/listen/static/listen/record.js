// Record a voice, or take any sound file the browser can read, and put it into the form's own file field as WAV, one channel,
// 24 kHz, 60 seconds at most. Without this script the field takes a file as it is.
const RATE = 24000, MOST = 60;
const field = document.querySelector("input[data-clip]");
const box = document.querySelector("[data-recorder]");

const wav = (samples) => {
  const view = new DataView(new ArrayBuffer(44 + samples.length * 2));
  const word = (at, text) => [...text].forEach((sign, n) => view.setUint8(at + n, sign.charCodeAt(0)));
  word(0, "RIFF"); view.setUint32(4, 36 + samples.length * 2, true); word(8, "WAVEfmt ");
  view.setUint32(16, 16, true); view.setUint16(20, 1, true); view.setUint16(22, 1, true);
  view.setUint32(24, RATE, true); view.setUint32(28, RATE * 2, true); view.setUint16(32, 2, true); view.setUint16(34, 16, true);
  word(36, "data"); view.setUint32(40, samples.length * 2, true);
  samples.forEach((value, n) => view.setInt16(44 + n * 2, Math.max(-1, Math.min(1, value)) * 32767, true));
  return new Blob([view], { type: "audio/wav" });
};

// Decoded by the browser, so that what phones record (M4A, WebM) can be brought too.
const spoken = async (blob) => {
  const context = new AudioContext();
  try {
    const sound = await context.decodeAudioData(await blob.arrayBuffer());
    const seconds = Math.min(sound.duration, MOST);
    const offline = new OfflineAudioContext(1, Math.max(1, Math.floor(seconds * RATE)), RATE);
    const source = offline.createBufferSource();
    source.buffer = sound;
    source.connect(offline.destination);
    source.start();
    return { samples: (await offline.startRendering()).getChannelData(0), long: sound.duration > MOST };
  } finally {
    context.close();
  }
};

const say = (text) => { box.querySelector("[data-state]").textContent = text; };

const fill = async (blob, name) => {
  const { samples, long } = await spoken(blob);
  const files = new DataTransfer();
  files.items.add(new File([wav(samples)], name, { type: "audio/wav" }));
  field.files = files.files;
  say(long ? box.dataset.long : box.dataset.ready);
};

if (field && box && window.AudioContext && window.OfflineAudioContext) {
  field.addEventListener("change", () => {
    const file = field.files[0];
    // What the browser cannot read goes as it is: the server says what is wrong with it.
    if (file) fill(file, file.name.replace(/\.\w+$/, "") + ".wav").catch(() => {});
  });
}

// A microphone is only lent to pages over HTTPS, and to the machine itself.
if (field && box && window.isSecureContext && navigator.mediaDevices && window.MediaRecorder) {
  const button = box.querySelector("[data-record]");
  let recorder = null, clock = null;
  box.hidden = false;
  button.addEventListener("click", async () => {
    if (recorder) return recorder.stop();
    let stream;
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    } catch {
      return say(box.dataset.refused);
    }
    const parts = [];
    recorder = new MediaRecorder(stream);
    recorder.addEventListener("dataavailable", (event) => parts.push(event.data));
    recorder.addEventListener("stop", () => {
      clearTimeout(clock);
      stream.getTracks().forEach((track) => track.stop());
      button.textContent = box.dataset.begin;
      fill(new Blob(parts, { type: recorder.mimeType }), "clip.wav").catch(() => say(box.dataset.refused));
      recorder = null;
    });
    recorder.start();
    clock = setTimeout(() => recorder?.stop(), MOST * 1000);
    button.textContent = box.dataset.end;
    say(box.dataset.running);
  });
}
