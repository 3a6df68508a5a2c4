from django.contrib.auth.views import LoginView, LogoutView
from django.urls import path

from kb.views.accuracy import AccuracyPage
from kb.views.actor import ActorPage
from kb.views.actor_pictures import ActorPictures
from kb.views.compare import Compare
from kb.views.data import DataPage
from kb.views.details import InitiativePage, MeetingPage
from kb.views.history import ActorHistory, InitiativeHistory, MeetingHistory, PlaceHistory
from kb.views.home import Home
from kb.views.lists import ActorList, InitiativeList, MeetingList
from kb.views.meeting_views import MeetingCalendar, MeetingMap, MeetingNetwork, MeetingTimeline
from kb.views.offices import PlacePage, PostPage
from kb.views.own import DropSearch, MarkSeen, OwnPage, SaveSearch
from kb.views.relation import RelationPage
from kb.views.relation_choice import ChooseRelation
from kb.views.review import ReviewPage
from kb.views.review_deciding import Decide, DecideSeveral, OwnDecisions, UndoDecision
from kb.views.search import Search, Suggest
from kb.views.series import SeriesList, SeriesPage
from kb.views.topics import TopicList, TopicPage, TopicTable
from kb.views.undoing import UndoSaved

app_name = "kb"
urlpatterns = [
    path("", Home.as_view(), name="home"),
    path("accuracy/", AccuracyPage.as_view(), name="accuracy"),
    path("data/", DataPage.as_view(), name="data"),
    path(
        "sign-in/", LoginView.as_view(template_name="kb/sign_in.html", redirect_authenticated_user=True), name="sign-in"
    ),
    path("sign-out/", LogoutView.as_view(next_page="kb:home"), name="sign-out"),
    path("own/", OwnPage.as_view(), name="own"),
    path("own/seen/", MarkSeen.as_view(), name="mark-seen"),
    path("own/searches/", SaveSearch.as_view(), name="save-search"),
    path("own/searches/<int:pk>/drop/", DropSearch.as_view(), name="drop-search"),
    path("review/", ReviewPage.as_view(), name="review"),
    path("review/decide/", Decide.as_view(), name="review-decide"),
    path("review/undo/", UndoDecision.as_view(), name="review-undo"),
    path("review/several/", DecideSeveral.as_view(), name="review-several"),
    path("undo/", UndoSaved.as_view(), name="undo-saved"),
    path("review/own/", OwnDecisions.as_view(), name="review-own"),
    path("search/", Search.as_view(), name="search"),
    path("search/suggest/", Suggest.as_view(), name="suggest"),
    path("actors/", ActorList.as_view(), name="actors"),
    path("actors/export.csv", ActorList.as_view(form="csv"), name="actors-csv"),
    path("actors/<slug:slug>/", ActorPage.as_view(), name="actor"),
    path("actors/<slug:slug>/pictures/", ActorPictures.as_view(), name="actor-pictures"),
    path("actors/<slug:slug>/history/", ActorHistory.as_view(), name="actor_history"),
    path("meetings/", MeetingList.as_view(), name="meetings"),
    path("meetings/export.csv", MeetingList.as_view(form="csv"), name="meetings-csv"),
    *(
        path(f"meetings/export.{form}", MeetingList.as_view(form=form), name=f"meetings-{form}")
        for form in ("ics", "graphml", "json")
    ),
    *(
        path(f"meetings/pairs.{form}", MeetingList.as_view(form=f"pairs-{form}"), name=f"meetings-pairs-{form}")
        for form in ("graphml", "json")
    ),
    path("meetings/evidence.csv", MeetingList.as_view(form="evidence"), name="meetings-evidence"),
    path("calendar/", MeetingCalendar.as_view(), name="meeting-calendar"),
    path("timeline/", MeetingTimeline.as_view(), name="meeting-timeline"),
    path("map/", MeetingMap.as_view(), name="meeting-map"),
    path("network/", MeetingNetwork.as_view(), name="meeting-network"),
    path("meetings/<slug:slug>/", MeetingPage.as_view(), name="meeting"),
    path("meetings/<slug:slug>/history/", MeetingHistory.as_view(), name="meeting_history"),
    path("initiatives/", InitiativeList.as_view(), name="initiatives"),
    path("initiatives/export.csv", InitiativeList.as_view(form="csv"), name="initiatives-csv"),
    path("initiatives/evidence.csv", InitiativeList.as_view(form="evidence"), name="initiatives-evidence"),
    path("initiatives/<slug:slug>/", InitiativePage.as_view(), name="initiative"),
    path("places/<slug:slug>/", PlacePage.as_view(), name="place"),
    path("places/<slug:slug>/history/", PlaceHistory.as_view(), name="place_history"),
    path("posts/<slug:slug>/", PostPage.as_view(), name="post"),
    path("initiatives/<slug:slug>/history/", InitiativeHistory.as_view(), name="initiative_history"),
    path("series/", SeriesList.as_view(), name="series-list"),
    path("series/export.csv", SeriesList.as_view(form="csv"), name="series-csv"),
    path("series/<slug:slug>/", SeriesPage.as_view(), name="series"),
    path("topics/export.csv", TopicTable.as_view(), name="topics-csv"),
    path("topics/", TopicList.as_view(), name="topics"),
    path("topics/<slug:topic>/", TopicPage.as_view(), name="topic"),
    path("compare/", Compare.as_view(), name="compare"),
    path("relations/", ChooseRelation.as_view(), name="relations"),
    path("relations/<slug:one>/<slug:other>/", RelationPage.as_view(), name="relation"),
]
