"""Where somebody lands whose form arrived twice."""

from thaktho.ground.base import new_id


def invite(client, province, act, **more):
    form = {"act_id": str(act), "role": "observer", "note": "", **more}
    return client.post(
        province.url("people/invitations/new/"),
        form,
        headers={"referer": f"http://testserver{province.url('people/')}"},
    )


def test_the_second_leads_back_to_the_page_of_the_form(province):
    client, act = province.client("secretariat"), new_id()
    invite(client, province, act)
    assert invite(client, province, act)["Location"].endswith(province.url("people/"))
    assert invite(client, province, act, next=province.url("plan/"))["Location"] == province.url("plan/")


def test_it_never_leads_to_another_house(province):
    client, act = province.client("secretariat"), new_id()
    invite(client, province, act)
    assert "elsewhere" not in invite(client, province, act, next="https://elsewhere.example/")["Location"]
