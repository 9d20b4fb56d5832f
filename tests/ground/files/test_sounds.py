"""Recordings: told from their bytes, cut to speech, written anew without what was hidden in them; everything else refused."""

from __future__ import annotations

import io

import numpy as np
import pytest
import soundfile
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from thaktho.ground.files.actions import Refused, store
from thaktho.ground.files.sounds import LOUD, MOST_SECONDS, RATE, checked_sound


def tone(seconds=1.0, rate=16_000, channels=1, kind="WAV", loud=0.2, **more):
    wave = loud * np.sin(2 * np.pi * 220 * np.arange(int(seconds * rate)) / rate)
    out = io.BytesIO()
    soundfile.write(out, np.stack([wave] * channels, 1), rate, format=kind, **more)
    return out.getvalue()


@pytest.mark.parametrize(
    ("kind", "subtype"),
    [
        ("WAV", "PCM_16"),
        ("WAV", "FLOAT"),
        ("FLAC", "PCM_16"),
        ("OGG", "VORBIS"),
        ("OGG", "OPUS"),
        ("MP3", "MPEG_LAYER_III"),
    ],
)
def test_every_kind_becomes_one_small_mono_mp3(kind, subtype):
    name, data, media = checked_sound("เสียงแม่.m4a", tone(2, 48_000, 2, kind, subtype=subtype))
    assert (name, media) == ("เสียงแม่.mp3", "audio/mpeg")
    wave, rate = soundfile.read(io.BytesIO(data))
    assert (rate, wave.ndim) == (RATE, 1) and 1.9 < len(wave) / rate < 2.2
    assert len(data) < 20_000 and 0.7 < np.abs(wave).max() <= 1.05 and LOUD < 1


def test_what_a_recorder_wrote_beside_the_sound_is_gone():
    out = io.BytesIO()
    with soundfile.SoundFile(out, "w", 16_000, 1, format="WAV") as file:
        file.title, file.artist = "ห้องนายลับเฉพาะ", "SecretArtist"
        file.write(0.2 * np.sin(np.arange(16_000) / 10))
    sent = out.getvalue() + b"<script>hidden after the end</script>"
    assert b"SecretArtist" in sent
    _, kept, _ = checked_sound("a.wav", sent)
    assert b"SecretArtist" not in kept and b"script" not in kept


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "ว่างเปล่า"),
        (b"%PDF-1.4 not a sound", "รับเฉพาะ"),
        (b"\0\0\0\x20ftypM4A ", "M4A"),
        (b"<html><script>", "รับเฉพาะ"),
        (b"RIFF\x10\0\0\0WAVEfmt nonsense", "อ่านไฟล์เสียงไม่ได้"),
        (b"OggS" + bytes(2000), "อ่านไฟล์เสียงไม่ได้"),
        (b"fLaC" + bytes(100), "อ่านไฟล์เสียงไม่ได้"),
        (b"\xff\xfb" + bytes(5000), "เสียง"),
        (b"RIFF" + bytes(5 * 1024 * 1024), "5 เมกะไบต์"),
    ],
)
def test_what_is_no_sound_is_refused_with_the_remedy(data, why):
    with pytest.raises(Refused) as refused:
        checked_sound("a.mp3", data)
    assert why in refused.value.why


def test_too_long_silent_and_odd():
    with pytest.raises(Refused, match="60 วินาที"):
        checked_sound("a.flac", tone(MOST_SECONDS + 1, 8_000, kind="FLAC"))
    checked_sound("a.wav", tone(MOST_SECONDS, 8_000))
    for quiet in (tone(1, loud=0.0), tone(0.1)):
        with pytest.raises(Refused, match="ไม่ได้ยินเสียง"):
            checked_sound("a.wav", quiet)
    with pytest.raises(Refused, match="อ่านไฟล์เสียงไม่ได้"):
        checked_sound("a.wav", tone(1, 2_000))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.binary(max_size=400),
    st.sampled_from([b"RIFF", b"OggS", b"fLaC", b"ID3", b"\xff\xfb"]),
    st.integers(0, 44),
)
def test_broken_bytes_are_refused_and_never_a_fault(tail, head, keep):
    for data in (head + tail, tone(0.5)[:keep] + tail, tail):
        try:
            checked_sound("a", data)
        except Refused:
            pass


def test_sounds_and_papers_do_not_change_places(province):
    by = province.actor("youth")
    given_out = {"name": "a", "media_type": "", "read_verb": "listen.work"}
    kept = store(by, province.programme, data=tone(), purpose="clip", **given_out)
    assert (kept.media_type, kept.purpose) == ("audio/mpeg", "clip")
    with pytest.raises(Refused):
        store(by, province.programme, data=tone(), purpose="paper", **given_out)
    with pytest.raises(Refused):
        store(by, province.programme, data=b"a,b\n", purpose="clip", **given_out)


@pytest.mark.parametrize(("rate", "channels"), [(192_000, 1), (48_000, 8), (96_000, 2)])
def test_more_than_a_voice_needs_is_refused_before_it_is_unpacked(rate, channels):
    with pytest.raises(Refused) as refused:
        checked_sound("a.wav", tone(0.1, rate, channels))
    assert "2 ช่อง" in refused.value.why
