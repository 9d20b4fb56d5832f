"""Recordings of a voice: told from their bytes, cut down to speech, and written anew.

What comes in is WAV, MP3, Ogg (Opus, Vorbis) or FLAC; what is kept is one kind that every phone plays. Names, places and
pictures that a recorder wrote beside the sound are gone, and so is whatever was hidden after its end.
"""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from django.utils.translation import gettext

from .checks import Refused, safe_name

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from soundfile import SoundFile

MP3 = "audio/mpeg"
MOST_SOUND_BYTES = 5 * 1024 * 1024
MOST_SECONDS = 60
RATE = 24_000  # all of a voice, and half the bytes of music
LOUD = 0.9
SILENCE = 0.003
KNOWN = (b"RIFF", b"OggS", b"fLaC", b"ID3")
MOST_RATE, MOST_CHANNELS = 48_000, 2  # a small file of more may be half a gigabyte when it is unpacked


def checked_sound(name: str, data: bytes) -> tuple[str, bytes, str]:
    """A safe name, the recording as it is kept, and its kind. Raises Refused."""
    if not data:
        raise Refused(gettext("ไฟล์เสียงว่างเปล่า อัดใหม่หรือเลือกไฟล์ใหม่"))
    if len(data) > MOST_SOUND_BYTES:
        raise Refused(
            gettext("ไฟล์เสียงใหญ่เกิน %(most)s เมกะไบต์ อัดให้สั้นลงหรือบันทึกเป็น MP3")
            % {"most": MOST_SOUND_BYTES // 1024 // 1024}
        )
    # MPEG audio without a tag begins with eleven bits set.
    if not data.startswith(KNOWN) and not (data[0] == 0xFF and data[1:2] >= b"\xe0"):
        raise Refused(gettext("รับเฉพาะไฟล์เสียง MP3, WAV, OGG และ FLAC ถ้าเป็นชนิดอื่น เช่น M4A ให้แปลงก่อน"))
    return safe_name(name, MP3), _spoken_anew(data), MP3


def _mono(sound: SoundFile, most: int) -> NDArray[np.float32]:
    """At most so many frames, a second at a time: of several channels no more than that is ever held."""
    import numpy as np

    read = []
    while most > 0:
        block = sound.read(frames=min(most, sound.samplerate), dtype="float32", always_2d=True)
        if not len(block):
            break
        read.append(block.mean(axis=1))
        most -= len(block)
    return np.concatenate(read) if read else np.zeros(0, dtype="float32")


def _spoken_anew(data: bytes) -> bytes:
    import numpy as np  # these three are slow to load, and most servers never hear a sound
    import soundfile
    from scipy.signal import resample_poly

    try:
        with soundfile.SoundFile(io.BytesIO(data)) as sound:
            rate = sound.samplerate
            if sound.channels > MOST_CHANNELS or rate > MOST_RATE:
                raise Refused(
                    gettext(
                        "รับเสียงไม่เกิน %(channels)s ช่องและ %(rate)s เฮิรตซ์ บันทึกเป็น MP3 หรือ WAV แบบธรรมดาแล้วลองใหม่"
                    )
                    % {"channels": MOST_CHANNELS, "rate": MOST_RATE}
                )
            if sound.channels < 1 or rate < 4_000:
                raise Refused(gettext("อ่านไฟล์เสียงไม่ได้ บันทึกเป็น MP3 หรือ WAV แล้วลองใหม่"))
            # One frame more than may be: what a file says of its own length is not believed.
            wave = _mono(sound, MOST_SECONDS * rate + 1)
    except (soundfile.SoundFileError, RuntimeError, ValueError, OSError) as error:
        if isinstance(error, Refused):
            raise
        raise Refused(gettext("อ่านไฟล์เสียงไม่ได้ ไฟล์อาจเสีย อัดใหม่แล้วลองอีกครั้ง")) from error
    if len(wave) > MOST_SECONDS * rate:
        raise Refused(gettext("เสียงยาวเกิน %(most)s วินาที อัดให้สั้นลง") % {"most": MOST_SECONDS})
    wave = np.nan_to_num(wave, nan=0.0, posinf=0.0, neginf=0.0)
    peak = float(np.abs(wave).max(initial=0.0))
    if len(wave) < rate // 4 or peak < SILENCE:
        raise Refused(gettext("ไม่ได้ยินเสียงในไฟล์นี้ ตรวจไมโครโฟนแล้วอัดใหม่"))
    wave = resample_poly(wave, RATE, rate) if rate != RATE else wave
    out = io.BytesIO()
    soundfile.write(out, np.clip(wave * (LOUD / peak), -1, 1), RATE, format="MP3", subtype="MPEG_LAYER_III")
    return out.getvalue()
